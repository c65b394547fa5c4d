// The handover sheet stands in the page as it is; this adds printing and the choice of light or dark.

let theme = "";

function show() {
  showTheme(theme);
  showTools({ theme }, (changes) => { theme = changes.theme; show(); });
}

system.addEventListener("change", show);
show();
