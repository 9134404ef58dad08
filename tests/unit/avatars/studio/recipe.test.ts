import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRecipe } from '../../../../avatars/studio/index.ts';

const example = (id: string): Record<string, unknown> =>
  JSON.parse(
    readFileSync(
      new URL(`../../../../avatars/examples/${id}/recipe.json`, import.meta.url),
      'utf8',
    ),
  ) as Record<string, unknown>;

const problemsOf = (change: Record<string, unknown>) => {
  const read = readRecipe({ ...example('tom-hale'), ...change });
  return read.ok ? [] : read.problems;
};

describe('reading a recipe', () => {
  it('takes both examples', () => {
    expect(readRecipe(example('lin-yuhua')).ok).toBe(true);
    expect(readRecipe(example('tom-hale')).ok).toBe(true);
  });

  it('names a value that is out of range and the nearest valid one', () => {
    expect(problemsOf({ ageYears: 104 })).toEqual([
      {
        code: 'recipe-out-of-range',
        path: 'ageYears',
        cause: 'ageYears is 104, which is above 90.',
        remedy: 'The nearest valid value is 90.',
      },
    ]);
    expect(problemsOf({ face: { 'head-oval': -0.5 } })[0]?.remedy).toBe(
      'The nearest valid value is 0.',
    );
  });

  it('names an unknown slider and the nearest ones', () => {
    const [problem] = problemsOf({ face: { 'nose-widht': 0.2 } });
    expect(problem?.path).toBe('face.nose-widht');
    expect(problem?.remedy).toContain('nose-width');
  });

  it('names an unknown setting and the nearest one', () => {
    const [problem] = problemsOf({ agYears: 70 });
    expect(problem).toMatchObject({ code: 'recipe-unknown-key', path: 'agYears' });
    expect(problem?.remedy).toContain('ageYears');
  });

  it('refuses what is in the data package but not among the CC0 core assets', () => {
    const [problem] = problemsOf({ hair: { style: 'Wig_bun_blonde', colour: '#ffffff' } });
    expect(problem).toMatchObject({ code: 'recipe-unknown-name', path: 'hair.style' });
    expect(problem?.cause).toContain('core CC0 assets');
    expect(problemsOf({ clothes: [{ name: 'TubeTop' }] })[0]?.path).toBe('clothes.0.name');
  });

  it('refuses an undressed person', () => {
    expect(problemsOf({ clothes: [] })[0]?.code).toBe('recipe-out-of-range');
  });

  it('tells every fault at once, and stands anything that is not a recipe', () => {
    expect(problemsOf({ ageYears: 0, weight: 2, skin: 'green' })).toHaveLength(3);
    for (const junk of [null, 3, 'recipe', [], {}]) expect(readRecipe(junk).ok).toBe(false);
  });
});
