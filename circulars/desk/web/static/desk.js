// What the desk adds where scripts run; every page works without it.
"use strict";
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["form-token"] = document.querySelector("meta[name=form-token]").content;
});
