/** The C functions of libpocketsphinx 0.8+5prealpha (Debian 12), called in-process through koffi. */
import { existsSync } from 'node:fs';
import koffi, { type KoffiFunc } from 'koffi';

/** Where Debian's pocketsphinx-en-us puts its files. */
export const modelFolder = '/usr/share/pocketsphinx/model/en-us';

export interface SphinxFiles {
  readonly acoustic: string;
  readonly dictionary: string;
  readonly languageModel: string;
}

export function sphinxFiles(folder: string = modelFolder): SphinxFiles {
  return {
    acoustic: `${folder}/en-us`,
    dictionary: `${folder}/cmudict-en-us.dict`,
    languageModel: `${folder}/en-us.lm.bin`,
  };
}

/** The first of the files that is not there. */
export function missingFile(files: SphinxFiles): string | undefined {
  return [files.acoustic, files.dictionary, files.languageModel].find((path) => !existsSync(path));
}

declare const handle: unique symbol;
/** An opaque C pointer. */
export type Handle = { readonly [handle]: true };

export interface SphinxLibrary {
  readonly open: (args: readonly string[]) => Handle | undefined;
  readonly free: (decoder: Handle) => void;
  readonly addWord: (decoder: Handle, word: string, phones: string, update: boolean) => void;
  readonly lookUp: (decoder: Handle, word: string) => string | undefined;
  /** @returns whether the grammar was taken */
  readonly setGrammar: (decoder: Handle, jsgf: string) => boolean;
  readonly start: (decoder: Handle) => void;
  readonly process: (decoder: Handle, pcm: Int16Array) => void;
  readonly end: (decoder: Handle) => void;
  /** The whole sound at once, off the main thread. */
  readonly decodeAsync: (decoder: Handle, pcm: Int16Array) => Promise<Hypothesis>;
  readonly hypothesis: (decoder: Handle) => Hypothesis;
}

export interface Hypothesis {
  readonly words: string;
  /** Log score of the path in the library's own base. */
  readonly score: number;
  readonly frames: number;
}

type Call<A extends readonly unknown[], R> = KoffiFunc<(...args: [...A]) => R>;

/** A call on one of koffi's own threads. */
function off<A extends readonly unknown[], R>(call: Call<A, R>, ...args: [...A]): Promise<R> {
  return new Promise((resolve, reject) => {
    call.async(...args, (error: unknown, result: R) => {
      if (error === null || error === undefined) resolve(result);
      else reject(error instanceof Error ? error : new Error(String(error)));
    });
  });
}

/** @throws when the shared libraries are not installed or lack a function */
export function loadSphinx(): SphinxLibrary {
  const base = koffi.load('libsphinxbase.so.3');
  const lib = koffi.load('libpocketsphinx.so.3');
  const arguments_ = lib.func('void* ps_args()') as Call<[], Handle>;
  const parse = base.func('void* cmd_ln_parse_r(void*, void*, int, char**, int)') as Call<
    [null, Handle, number, readonly string[], number],
    Handle | null
  >;
  const freeConfig = base.func('int cmd_ln_free_r(void*)') as Call<[Handle], number>;
  const init = lib.func('void* ps_init(void*)') as Call<[Handle], Handle | null>;
  const free = lib.func('int ps_free(void*)') as Call<[Handle], number>;
  const add = lib.func('int ps_add_word(void*, str, str, int)') as Call<
    [Handle, string, string, number],
    number
  >;
  const lookUp = lib.func('str ps_lookup_word(void*, str)') as Call<
    [Handle, string],
    string | null
  >;
  const grammar = lib.func('int ps_set_jsgf_string(void*, str, str)') as Call<
    [Handle, string, string],
    number
  >;
  const search = lib.func('int ps_set_search(void*, str)') as Call<[Handle, string], number>;
  const start = lib.func('int ps_start_utt(void*)') as Call<[Handle], number>;
  const raw = lib.func('int ps_process_raw(void*, const int16_t*, size_t, int, int)') as Call<
    [Handle, Int16Array, number, number, number],
    number
  >;
  const end = lib.func('int ps_end_utt(void*)') as Call<[Handle], number>;
  const hyp = lib.func('str ps_get_hyp(void*, _Out_ int32_t*)') as Call<
    [Handle, number[]],
    string | null
  >;
  const frames = lib.func('int ps_get_n_frames(void*)') as Call<[Handle], number>;

  return {
    open(args) {
      const line = ['rumian', ...args];
      const config = parse(null, arguments_(), line.length, line, 1);
      if (config === null) return undefined;
      const decoder = init(config);
      // The decoder keeps its own reference.
      freeConfig(config);
      return decoder ?? undefined;
    },
    free: (decoder) => void free(decoder),
    addWord: (decoder, word, phones, update) => void add(decoder, word, phones, update ? 1 : 0),
    lookUp: (decoder, word) => lookUp(decoder, word) ?? undefined,
    // Setting a grammar under a name that is in use replaces it.
    setGrammar: (decoder, jsgf) =>
      grammar(decoder, 'grammar', jsgf) === 0 && search(decoder, 'grammar') === 0,
    start: (decoder) => void start(decoder),
    process: (decoder, pcm) => void raw(decoder, pcm, pcm.length, 0, 0),
    end: (decoder) => void end(decoder),
    hypothesis(decoder) {
      const score = [0];
      const words = hyp(decoder, score) ?? '';
      return { words, score: score[0] ?? 0, frames: frames(decoder) };
    },
    async decodeAsync(decoder, pcm) {
      start(decoder);
      await off(raw, decoder, pcm, pcm.length, 0, 1);
      await off(end, decoder);
      const score = [0];
      const words = (await off(hyp, decoder, score)) ?? '';
      return { words, score: score[0] ?? 0, frames: frames(decoder) };
    },
  };
}
