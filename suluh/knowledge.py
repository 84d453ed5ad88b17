"""What Suluh knows while it decides: one immutable snapshot of facts, claim reviews, names and places.

The version is the hash of everything inside, so a decision that names it can be made again. Reading the YAML that
people edit is slow (a second); the snapshot is read in milliseconds and made anew whenever a file changes.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from pathlib import Path

import msgspec

from suluh import __version__
from suluh.accounts.register import Official, Register
from suluh.accounts.registrations import FILE as REGISTRATIONS
from suluh.accounts.registrations import read_registrations
from suluh.claims import ClaimIndex, ClaimReview, shipped
from suluh.claims.encoders.ear import version
from suluh.claims.index import FORMAT
from suluh.claims.meaning import EAR, meaning_of
from suluh.errors import RequestError, ServiceError
from suluh.facts import Election, Fact, Facts, load, version_of
from suluh.facts.load import DATA
from suluh.facts.values import RecordValue
from suluh.kept import cache_folder, keep
from suluh.links.book import LinkBook
from suluh.text.names import NameBook, pair_forms
from suluh.text.places import PlaceBook
from suluh.text.political_names import political_names


class Knowledge:
    """Facts, claim reviews with their index, names, places and official accounts. Nothing in it changes."""

    def __init__(
        self,
        facts: Facts,
        claims: ClaimIndex | None,
        registered: Iterable[Official] = (),
        links: LinkBook | None = None,
    ):
        self.facts = facts
        self.claims = claims
        self.registered = tuple(registered)
        self.links = links or LinkBook()

    @cached_property
    def version(self) -> str:
        claims = self.claims.version if self.claims else "-"
        parts = [__version__, self.facts.version, claims, _looking(), known_media_version()]
        if self.registered:
            parts.append(hashlib.sha256(msgspec.json.encode(self.registered)).hexdigest())
        if self.links.version:
            parts.append(self.links.version)
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]

    @cached_property
    def names(self) -> NameBook:
        """Candidates of this election, national politicians and parties: what no score may see."""
        return names_of(self.facts)

    @cached_property
    def places(self) -> PlaceBook:
        return PlaceBook.of(self.facts.regions.pairs())

    @cached_property
    def _reviews(self) -> dict[str, ClaimReview]:
        claims = self.claims
        return {r.id: r for r in map(claims.review, range(len(claims)))} if claims else {}

    def reviews(self, ids: Iterable[str]) -> dict[str, ClaimReview]:
        """The claim reviews with these ids."""
        wanted = [review_id for review_id in ids if review_id]
        return {i: self._reviews[i] for i in wanted if i in self._reviews} if wanted else {}

    @cached_property
    def register(self) -> Register:
        """The official accounts and domains that the facts name, and those that partners registered."""
        return Register.of(self.facts, self.registered)


LOOKING = ("text", "accounts", "links", "signals", "claims", "media")


@cache
def _looking() -> str:
    """The hash of the word lists, weights and code that look at posts: with others, other things are noticed."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(p for part in LOOKING for p in (here / part).rglob("*") if p.is_file()):
        if "__pycache__" not in path.parts:
            digest.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def home_folder() -> Path:
    """Where a user's own additions are kept (imported claim reviews): $SULUH_HOME, or the user's data folder."""
    if chosen := os.environ.get("SULUH_HOME"):
        return Path(chosen)
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local/share") / "suluh"


KNOWN_MEDIA = "bank/known-media.jsonl"  # in the home folder; suluh.media.bank writes it


def known_media_version() -> str:
    """The hash of the user's bank of known media; "-" when there is none."""
    try:
        return hashlib.sha256((home_folder() / KNOWN_MEDIA).read_bytes()).hexdigest()
    except OSError:
        return "-"


def names_of(facts: Facts) -> NameBook:
    """One identity a candidate pair ("pair:18.72:2"), a politician ("people:...") and a party ("parties:...")."""
    identities: dict[str, tuple[str, ...]] = {}
    for fact in facts.by_slot.get("candidate_pair", ()):
        fields = fact.value.fields if isinstance(fact.value, RecordValue) else {}
        if fields.get("is_blank") or not fields.get("official_name"):
            continue
        key = f"pair:{fact.jurisdiction}:{fields.get('number')}"
        identities.setdefault(key, pair_forms(fields))
    for group, known in political_names().items():
        identities.update({f"{group}:{key}": names for key, names in known.items()})
    return NameBook(identities)


def open_knowledge(
    election: str = "pilkada-2024",
    *,
    root: Path = DATA,
    reviews: Iterable[ClaimReview] | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Knowledge:
    """The snapshot of one election, from the cache or made anew.

    election: a folder of facts. reviews: claim reviews to hold posts against; None takes the shipped ones and what
    the user has imported. Raises RequestError for an unknown election, DataError for a mistake in a file.
    """
    facts = _facts(election, root)
    chosen = tuple(shipped()) + imported_reviews() if reviews is None else tuple(reviews)
    claims = _claims(chosen, facts, progress)
    return Knowledge(facts, claims, registered_accounts(), LinkBook.read(home_folder()))


def registered_accounts() -> tuple[Official, ...]:
    """The accounts that the user's partners have registered. Raises DataError for a mistake in their file."""
    path = home_folder() / REGISTRATIONS
    return read_registrations(path) if path.is_file() else ()


class _Snapshot(msgspec.Struct):
    election: Election
    facts: list[Fact]
    version: str


def _facts(election: str, root: Path) -> Facts:
    folder = root / election
    if not (folder / "election.yaml").is_file():
        return load(election, root)  # which says what is wrong
    kept = cache_folder() / "facts" / f"{election}-{version_of(folder)}-{__version__}.msgpack"
    try:
        shot = msgspec.msgpack.decode(kept.read_bytes(), type=_Snapshot)
        return Facts.of(shot.election, shot.facts, shot.version)
    except (OSError, msgspec.MsgspecError):
        facts = load(election, root)
        both = [*facts.facts, *facts.withheld]
        keep(kept, msgspec.msgpack.encode(_Snapshot(facts.election, both, facts.version)))
        return facts


def _claims(
    reviews: tuple[ClaimReview, ...], facts: Facts, progress: Callable[[str, int, int], None] | None
) -> ClaimIndex | None:
    """The index of the reviews, kept by the hash of what is in them and of the names that are hidden."""
    if not reviews:
        return None
    digest = hashlib.sha256(f"{__version__}|{facts.version}|{FORMAT}|{version()}".encode())
    digest.update(msgspec.msgpack.encode(reviews))
    path = cache_folder() / "claims" / f"{digest.hexdigest()[:16]}.index"
    hide = names_of(facts).hide
    if path.is_file():
        return ClaimIndex.open(path, hide)
    path.parent.mkdir(parents=True, exist_ok=True)

    def say(done: int, total: int, what: str) -> None:
        if progress:
            progress(what, done, total)

    return ClaimIndex.build(reviews, path, say, hide, meaning_of(EAR))


IMPORTED = "claim-reviews.jsonl"


def imported_reviews() -> tuple[ClaimReview, ...]:
    """The claim reviews that the user has imported, oldest first; the last of one id stands."""
    path = home_folder() / IMPORTED
    if not path.is_file():
        return ()
    decoder = msgspec.json.Decoder(ClaimReview)
    try:
        reviews = [decoder.decode(line) for line in path.read_bytes().splitlines() if line]
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise RequestError(
            f"{path} cannot be read ({error}); move it away or import again"
        ) from error
    return tuple({review.id: review for review in reviews}.values())


def imported_mark() -> str:
    """Another word whenever reviews were imported: a process that runs for days asks it before it answers."""
    try:
        found = (home_folder() / IMPORTED).stat()
    except OSError:
        return "-"
    return f"{found.st_ino}-{found.st_mtime_ns}-{found.st_size}"


def keep_imported(reviews: Iterable[ClaimReview]) -> tuple[int, int]:
    """Add reviews to the user's own, replacing those with the same id. Returns (added, replaced)."""
    kept = {review.id: review for review in imported_reviews()}
    before = set(kept)
    new = {review.id: review for review in reviews}
    kept.update(new)
    path = home_folder() / IMPORTED
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.writelines(msgspec.json.encode(review) + b"\n" for review in kept.values())
        Path(file.name).replace(path)
    except OSError as error:
        raise ServiceError(f"cannot write {path}: {error.strerror}") from error
    return len(new.keys() - before), len(new.keys() & before)
