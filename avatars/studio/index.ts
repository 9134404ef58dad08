export { type ArkitShape, arkitShapes } from './arkit.ts';
export { boneNames, neededBones } from './bones.ts';
export { type BuildOptions, type BuildProgress, type BuiltBody, buildBody } from './build.ts';
export { core, coreGrant } from './core.ts';
export { type Recipe, type RecipeProblem, type RecipeResult, readRecipe } from './recipe.ts';
export { sliders } from './sliders.ts';
