// SPDX-License-Identifier: GPL-3.0-or-later
// Speaks lines of JSON with espeak-ng. See README.md for the lines.
import { createInterface } from 'node:readline';
import openEspeak from '@echogarden/espeak-ng-emscripten';
import { pauseAfterMs, readable, runs } from './runs.mjs';

const voices = { zh: 'cmn', en: 'en-us' };
const textLimit = 4000;

const espeak = await openEspeak({
  print: () => {},
  printErr: (line) => process.stderr.write(`${line}\n`),
});
const engine = new espeak.eSpeakNGWorker();
const sampleRateHz = engine.samplerate;

/** Bytes of sound and the phonemes of one stretch in one language. */
function speakRun(text, lang, voice) {
  const name = voice.variant === '' ? voices[lang] : `${voices[lang]}+${voice.variant}`;
  if (engine.set_voice(name) !== 0) throw new Error(`no voice named ${name}`);
  engine.set_rate(voice.rate);
  engine.set_pitch(voice.pitch);
  const pieces = [];
  const marks = [];
  engine.synthesize(text, (samples, events) => {
    pieces.push(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
    for (const event of events)
      if (event.type === 'phoneme' && !String(event.id).startsWith('('))
        marks.push({ ipa: String(event.id ?? ''), startMs: event.audio_position });
    return false;
  });
  const pcm = Buffer.concat(pieces);
  const durationMs = (pcm.length / 2 / sampleRateHz) * 1000;
  const phonemes = marks.map((mark, i) => ({
    ...mark,
    endMs: marks[i + 1]?.startMs ?? Math.round(durationMs),
  }));
  // Tones and stress boundaries are events of no length: nothing sounds, nothing moves.
  return { pcm, durationMs, phonemes: phonemes.filter((p) => p.endMs > p.startMs) };
}

/** A whole text: its stretches spoken one after another and joined. */
function speak(text, lang, voice) {
  const parts = runs(text, lang);
  const pieces = [];
  const phonemes = [];
  let samples = 0;
  parts.forEach((part, i) => {
    const spoken = speakRun(part.lang === 'zh' ? readable(part.text) : part.text, part.lang, voice);
    const offsetMs = (samples / sampleRateHz) * 1000;
    for (const p of spoken.phonemes)
      phonemes.push({
        ipa: p.ipa,
        startMs: Math.round(offsetMs + p.startMs),
        endMs: Math.round(offsetMs + p.endMs),
      });
    pieces.push(spoken.pcm);
    samples += spoken.pcm.length / 2;
    if (i < parts.length - 1) {
      const silence = Math.round((pauseAfterMs(part.text) * sampleRateHz) / 1000);
      const startMs = (samples / sampleRateHz) * 1000;
      pieces.push(Buffer.alloc(silence * 2));
      samples += silence;
      phonemes.push({
        ipa: '',
        startMs: Math.round(startMs),
        endMs: Math.round((samples / sampleRateHz) * 1000),
      });
    }
  });
  return { pcm: Buffer.concat(pieces), phonemes: seamless(phonemes) };
}

/** Fills gaps with silence and joins neighbouring silences, so that the times cover the sound once. */
function seamless(phonemes) {
  const out = [];
  let atMs = 0;
  const silence = (endMs) => {
    const last = out.at(-1);
    if (last?.ipa === '') last.endMs = endMs;
    else out.push({ ipa: '', startMs: atMs, endMs });
    atMs = endMs;
  };
  for (const p of phonemes) {
    if (p.startMs > atMs) silence(p.startMs);
    if (p.ipa === '') silence(p.endMs);
    else {
      out.push(p);
      atMs = p.endMs;
    }
  }
  return out;
}

/** What is wrong with a request, or undefined. */
function fault(request) {
  if (typeof request !== 'object' || request === null) return 'not a JSON object';
  if (!Number.isSafeInteger(request.id)) return 'id must be a whole number';
  if (request.type === 'cancel') return undefined;
  if (request.type !== 'say') return 'type must be say or cancel';
  if (typeof request.text !== 'string') return 'text must be a string';
  if (request.text.length > textLimit) return `text is longer than ${textLimit} characters`;
  if (!Object.hasOwn(voices, request.lang)) return 'lang must be zh or en';
  const { voice } = request;
  if (typeof voice !== 'object' || voice === null) return 'voice is missing';
  if (!/^[A-Za-z0-9_-]{0,24}$/.test(voice.variant)) return 'voice.variant is not a variant name';
  if (!(voice.rate >= 80 && voice.rate <= 450)) return 'voice.rate must be 80..450';
  if (!(voice.pitch >= 0 && voice.pitch <= 99)) return 'voice.pitch must be 0..99';
  return undefined;
}

const queue = [];
let scheduled = false;
let ending = false;

function answer(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function next() {
  scheduled = false;
  const request = queue.shift();
  if (request !== undefined) {
    try {
      const { pcm, phonemes } = speak(request.text, request.lang, request.voice);
      const { id } = request;
      answer({ type: 'audio', id, sampleRateHz, pcm: pcm.toString('base64'), phonemes });
    } catch (problem) {
      answer({ type: 'error', id: request.id, message: String(problem.message) });
    }
  }
  if (queue.length > 0) schedule();
  else if (ending) process.stdout.end(() => process.exit(0));
}

/** Between two texts the lines that came in are read, so that a cancel overtakes what waits. */
function schedule() {
  if (scheduled) return;
  scheduled = true;
  setTimeout(next, 0);
}

function take(line) {
  if (line.trim() === '') return;
  let request;
  try {
    request = JSON.parse(line);
  } catch {
    answer({ type: 'error', id: -1, message: 'not JSON' });
    return;
  }
  const wrong = fault(request);
  if (wrong !== undefined) {
    const id = Number.isSafeInteger(request?.id) ? request.id : -1;
    answer({ type: 'error', id, message: wrong });
    return;
  }
  if (request.type === 'cancel') {
    const at = queue.findIndex((waiting) => waiting.id === request.id);
    if (at >= 0) queue.splice(at, 1);
    answer({ type: 'cancelled', id: request.id });
    return;
  }
  queue.push(request);
  schedule();
}

// The reader went away: there is nobody to speak for.
process.stdout.on('error', () => process.exit(0));
// A signal for the whole terminal is the starter's to answer; it closes our input when it is done.
process.on('SIGINT', () => {});

// The first sentences of a fresh engine are several times slower than the rest.
const plain = { variant: '', rate: 160, pitch: 50 };
speak('Good evening.', 'en', plain);
speak('你好。', 'zh', plain);
answer({ type: 'ready', version: 'espeak-ng (emscripten 0.3.5)' });

createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
  .on('line', take)
  .on('close', () => {
    ending = true;
    schedule();
  });
