"use strict";
function findIn(win) {
  var tries = 0;
  while (!win.API_1484_11 && win.parent && win.parent !== win && tries++ < 500) {
    win = win.parent;
  }
  return win.API_1484_11 || null;
}
var api = findIn(window) || (window.opener ? findIn(window.opener) : null);
function finish() {
  api.Commit("");
  api.Terminate("");
}
if (api) {
  api.Initialize("");
  api.SetValue("cmi.score.scaled", "0.9");
  api.SetValue("cmi.success_status", "passed");
  api.SetValue("cmi.completion_status", "completed");
  api.SetValue("cmi.progress_measure", "1");
  window.addEventListener("pagehide", finish);
}
