// The handover sheet stands in the page as it is; this adds printing and the choice of light or dark.

let theme = "";

function showTools() {
  const dark = themeOf(theme) === "dark";
  const held = document.activeElement?.dataset?.tool;
  const tools = document.getElementById("tools");
  tools.replaceChildren(
    button(say("print"), () => window.print(), { "data-tool": "print" }),
    button(say(dark ? "light" : "dark"), () => { theme = dark ? "light" : "dark"; show(); }, { "data-tool": "theme" }));
  if (held) tools.querySelector(`[data-tool="${held}"]`)?.focus();
}

function show() {
  showTheme(theme);
  showTools();
}

system.addEventListener("change", show);
show();
