"use strict";
function findIn(win) {
  var tries = 0;
  while (!win.API && win.parent && win.parent !== win && tries++ < 500) {
    win = win.parent;
  }
  return win.API || null;
}
var api = findIn(window) || (window.opener ? findIn(window.opener) : null);
function finish() {
  api.LMSCommit("");
  api.LMSFinish("");
}
if (api) {
  api.LMSInitialize("");
  api.LMSSetValue("cmi.core.score.raw", "90");
  api.LMSSetValue("cmi.core.lesson_status", "completed");
  window.addEventListener("pagehide", finish);
}
