// A passkey that could not be read is said on the page, not only to the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("passkey_failed");
  if (said) said.hidden = false;
});
