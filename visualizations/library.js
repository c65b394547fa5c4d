// The drawing library lies compressed in the page; it is unpacked when the ladder is first shown.

let unpacked = null;

async function unpack() {
  const packed = atob(document.getElementById("library").textContent);
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at += 1) bytes[at] = packed.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const script = document.createElement("script");
  script.textContent = await new Response(stream).text();
  document.head.append(script);
}

// Unpack once; whoever calls again waits for the same.
const library = () => (unpacked ??= unpack());
