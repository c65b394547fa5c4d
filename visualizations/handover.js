// The handover sheet stands in the page as it is; this adds printing and the choice of light or dark.

let theme = "";

function showTools() {
  const dark = themeOf(theme) === "dark";
  const heldTool = focusData("tool");
  const tools = document.getElementById("tools");
  tools.replaceChildren(
    button(say("print"), () => window.print(), { "data-tool": "print" }),
    button(say(dark ? "light" : "dark"), () => { theme = dark ? "light" : "dark"; show(); }, { "data-tool": "theme" }));
  if (heldTool) focusOn(`[data-tool="${heldTool}"]`, tools);
}

function show() {
  showTheme(theme);
  showTools();
}

system.addEventListener("change", show);
show();
