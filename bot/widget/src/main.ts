import { readConfig } from "./config";
import { Widget } from "./widget";

const script = document.currentScript;

function start(): void {
  // A page that carries the tag twice gets one widget.
  if (!(script instanceof HTMLScriptElement) || document.querySelector("shop-assistant")) return;
  new Widget(readConfig(script)).mount();
}

if (document.body) start();
else addEventListener("DOMContentLoaded", start);
