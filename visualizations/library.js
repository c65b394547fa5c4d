// The drawing library lies compressed in the page; it is unpacked when the ladder is first shown.

let unpacked = null;

// In the browsers of the last years the text is read in one go, in older ones letter by letter.
function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const packed = atob(text);
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at += 1) bytes[at] = packed.charCodeAt(at);
  return bytes;
}

async function unpack() {
  const bytes = bytesOf(document.getElementById("library").textContent);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const script = document.createElement("script");
  script.textContent = await new Response(stream).text();
  document.head.append(script);
}

// Unpack once; whoever calls again waits for the same.
const library = () => (unpacked ??= unpack());
