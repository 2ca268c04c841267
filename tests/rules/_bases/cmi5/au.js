"use strict";
var query = new URLSearchParams(window.location.search);
var launch = {
  endpoint: query.get("endpoint"),
  fetch: query.get("fetch"),
  actor: query.get("actor"),
  registration: query.get("registration"),
  activityId: query.get("activityId")
};
