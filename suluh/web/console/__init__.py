"""What a review desk needs beside one case after another: many at once, second looks, and the person who works there."""
