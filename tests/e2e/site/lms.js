// The LMS page's own script: scorm-again behind a facade that writes down every call in order.
'use strict';

const launch = JSON.parse(document.getElementById('launch').textContent);
const METHODS = ['Initialize', 'GetValue', 'SetValue', 'Commit', 'GetLastError', 'GetErrorString', 'GetDiagnostic'];

window.calls = [];

function facade(api, prefix, finish) {
  const face = {};
  for (const method of [...METHODS, finish]) {
    const name = prefix + method;
    face[name] = (...args) => {
      const answer = api[name](...args);
      window.calls.push({ method: name, args, answer, error: String(api[`${prefix}GetLastError`]()) });
      return answer;
    };
  }
  return face;
}

const settings = {
  lmsCommitUrl: launch.commit,
  dataCommitFormat: 'flattened',
  terminateCommitPayloadField: 'terminated',
  mastery_override: true,
  logLevel: 5,
};

// What the menu of an LMS does: ends what is open, asks the sequencer, opens what it allows.
function sequence(api) {
  window.choose = (id) => {
    document.getElementById('sco')?.remove();
    if (!api.getSequencingService().processNavigationRequest('choice', id)) return false;
    api.reset();
    api.loadFromFlattenedJSON(launch.scos[id].data);
    openFrame(launch.scos[id].href);
    return true;
  };
}

function openFrame(href) {
  const frame = document.createElement('iframe');
  frame.name = 'sco';
  frame.id = 'sco';
  frame.title = 'Course';
  frame.allow = 'autoplay; fullscreen';
  frame.src = href;
  document.body.append(frame);
}

if (launch.standard === '1.2') {
  const api = new Scorm12API(settings);
  api.loadFromFlattenedJSON(launch.data);
  window.API = facade(api, 'LMS', 'Finish');
} else {
  const api = new Scorm2004API(launch.tree ? { ...settings, sequencing: { activityTree: launch.tree } } : settings);
  api.loadFromFlattenedJSON(launch.data);
  window.API_1484_11 = facade(api, '', 'Terminate');
  if (launch.tree) sequence(api);
}

if (launch.window === 'popup') {
  const button = document.createElement('button');
  button.id = 'open';
  button.textContent = 'Open the course';
  button.onclick = () => (window.popup = window.open(launch.href, 'sco', 'popup,width=900,height=700'));
  document.body.append(button);
} else if (!launch.tree) {
  openFrame(launch.href);
}
