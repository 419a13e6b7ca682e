// Reads QR codes with the camera. Browsers open a camera on https (or on this machine) only, and not
// all of them read codes.
const AGAIN_MS = 4000; // the same paper held before the camera for longer is meant once
const LOOK_MS = 200;

export function hindrance() {
  if (!window.isSecureContext || !navigator.mediaDevices) return "insecure";
  return "BarcodeDetector" in window ? "" : "unsupported";
}

export class Scanner {
  // found(text) is told of every code; lost() when the camera cannot be had.
  constructor(video, { found, lost }) {
    this.video = video;
    this.found = found;
    this.lost = lost;
    this.last = { text: "", at: 0 };
  }

  async start() {
    try {
      this.detector = new BarcodeDetector({ formats: ["qr_code"] });
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      this.lost();
      return false;
    }
    this.video.srcObject = this.stream;
    this.video.hidden = false;
    await this.video.play();
    this.timer = setInterval(() => this.look(), LOOK_MS);
    return true;
  }

  stop() {
    clearInterval(this.timer);
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.video.hidden = true;
  }

  async look() {
    let codes = [];
    try {
      codes = await this.detector.detect(this.video);
    } catch { /* no picture yet */ }
    for (const { rawValue } of codes) {
      if (rawValue === this.last.text && Date.now() - this.last.at < AGAIN_MS) continue;
      this.last = { text: rawValue, at: Date.now() };
      this.found(rawValue);
    }
  }
}
