/** Why nothing can be recorded. */
export type RecordingProblem = "denied" | "missing" | "unsupported";

/** What WhatsApp's servers or ours understand, best first. */
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

export type Recorder = {
  pause: () => void;
  resume: () => void;
  /** Ends the recording and gives what was recorded. */
  finish: () => Promise<Blob>;
  /** How loud it is just now, 0 to 1. */
  level: () => number;
  /** Lets go of the microphone, whatever was recorded. */
  release: () => void;
};

/** Asks for the microphone and begins to record. It fails with a RecordingProblem. */
export async function startRecording(): Promise<Recorder> {
  const mimeType = typeof MediaRecorder === "undefined" ? undefined : TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  if (!mimeType || !navigator.mediaDevices) throw "unsupported" satisfies RecordingProblem;
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch((error: DOMException) => {
    throw (error.name === "NotAllowedError" ? "denied" : "missing") satisfies RecordingProblem;
  });

  const recorder = new MediaRecorder(stream, { mimeType });
  const chunks: Blob[] = [];
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  recorder.start();

  const meter = startMeter(stream);
  const release = () => {
    if (!stream.active) return;
    if (recorder.state !== "inactive") recorder.stop();
    for (const track of stream.getTracks()) track.stop();
    meter.stop();
  };
  return {
    pause: () => recorder.pause(),
    resume: () => recorder.resume(),
    level: meter.level,
    release,
    finish: () =>
      new Promise((resolve) => {
        recorder.onstop = () => resolve(new Blob(chunks, { type: mimeType.split(";")[0] }));
        release();
      }),
  };
}

function startMeter(stream: MediaStream) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      // Speech is quiet in numbers: its root makes the bar move.
      return Math.min(1, Math.sqrt(Math.sqrt(power)) * 1.4);
    },
    stop: () => void context.close(),
  };
}
