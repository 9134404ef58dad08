/** Face and build sliders by readable name: what pulls at -1 and what pulls at +1. A slider without `low` runs 0..1. */
export interface Slider {
  readonly low?: readonly string[];
  readonly high: readonly string[];
}

const both = (path: string): string[] => [path.replace('/*', '/l-'), path.replace('/*', '/r-')];
const dial = (stem: string, low: string, high: string): Slider => ({
  low: [`${stem}-${low}`],
  high: [`${stem}-${high}`],
});
const sides = (stem: string, low: string, high: string): Slider => ({
  low: both(`${stem}-${low}`),
  high: both(`${stem}-${high}`),
});
const only = (path: string): Slider => ({ high: [path] });

export const sliders: Readonly<Record<string, Slider>> = {
  'head-age': dial('head/head-age', 'less', 'more'),
  'head-fullness': { low: ['head/head-skinny'], high: ['head/head-fat'] },
  'head-oval': only('head/head-oval'),
  'head-round': only('head/head-round'),
  'head-square': only('head/head-square'),
  'head-rectangular': only('head/head-rectangular'),
  'head-triangular': only('head/head-triangular'),
  'head-diamond': only('head/head-diamond'),
  'head-width': dial('head/head-scale-horiz', 'less', 'more'),
  'head-height': dial('head/head-scale-vert', 'less', 'more'),
  'head-depth': dial('head/head-scale-depth', 'less', 'more'),
  'forehead-height': dial('forehead/forehead-scale-vert', 'less', 'more'),
  'forehead-depth': dial('forehead/forehead-trans-depth', 'backward', 'forward'),
  'temple-width': dial('forehead/forehead-temple', 'in', 'out'),
  'brow-height': dial('eyebrows/eyebrows-trans-vert', 'less', 'more'),
  'brow-angle': dial('eyebrows/eyebrows-angle', 'down', 'up'),
  'eye-size': sides('eyes/*eye-size', 'small', 'big'),
  'eye-spacing': sides('eyes/*eye-move', 'in', 'out'),
  'eye-height': sides('eyes/*eye-move', 'down', 'up'),
  'eye-depth': sides('eyes/*eye-push1', 'in', 'out'),
  'eye-opening': sides('eyes/*eye-height2', 'min', 'max'),
  'eye-inner-corner': sides('eyes/*eye-corner1', 'down', 'up'),
  'eye-outer-corner': sides('eyes/*eye-corner2', 'down', 'up'),
  'eye-fold': sides('eyes/*eye-eyefold', 'down', 'up'),
  epicanthus: sides('eyes/*eye-epicanthus', 'out', 'in'),
  'eye-bags': sides('eyes/*eye-bag', 'min', 'max'),
  'nose-width': dial('nose/nose-scale-horiz', 'decr', 'incr'),
  'nose-length': dial('nose/nose-scale-vert', 'decr', 'incr'),
  'nose-depth': dial('nose/nose-scale-depth', 'decr', 'incr'),
  'nose-bridge': dial('nose/nose-hump', 'lesshump', 'morehump'),
  'nose-curve': dial('nose/nose-curve', 'concave', 'convex'),
  'nose-tip': dial('nose/nose-point', 'down', 'up'),
  'nose-tip-width': dial('nose/nose-point-width', 'less', 'more'),
  'nostril-width': dial('nose/nose-nostril-width', 'min', 'max'),
  'mouth-width': dial('mouth/mouth-scale-horiz', 'decr', 'incr'),
  'mouth-height': dial('mouth/mouth-trans', 'down', 'up'),
  'mouth-corners': dial('mouth/mouth-angles', 'down', 'up'),
  'upper-lip-volume': dial('mouth/mouth-upperlip-volume', 'deflate', 'inflate'),
  'lower-lip-volume': dial('mouth/mouth-lowerlip-volume', 'deflate', 'inflate'),
  'upper-lip-height': dial('mouth/mouth-upperlip-height', 'min', 'max'),
  'lower-lip-height': dial('mouth/mouth-lowerlip-height', 'min', 'max'),
  'laugh-lines': dial('mouth/mouth-laugh-lines', 'out', 'in'),
  'chin-width': dial('chin/chin-width', 'min', 'max'),
  'chin-height': dial('chin/chin-height', 'min', 'max'),
  'chin-depth': dial('chin/chin-prominent', 'less', 'more'),
  'jaw-width': dial('chin/chin-bones', 'in', 'out'),
  'jaw-drop': dial('chin/chin-jaw-drop', 'less', 'more'),
  'cheek-bones': sides('cheek/*cheek-bones', 'in', 'out'),
  'cheek-volume': sides('cheek/*cheek-volume', 'deflate', 'inflate'),
  'cheek-hollow': sides('cheek/*cheek-inner', 'inflate', 'deflate'),
  'ear-size': sides('ears/*ear-size', 'small', 'big'),
  'ear-lobe': sides('ears/*ear-lobe', 'min', 'max'),
  'neck-width': dial('neck/neck-scale-horiz', 'less', 'more'),
  'neck-depth': dial('neck/neck-scale-depth', 'less', 'more'),
  'double-chin': dial('neck/neck-double', 'less', 'more'),
  'shoulder-shape': dial('torso/torso-vshape', 'less', 'more'),
  'torso-width': dial('torso/torso-scale-horiz', 'decr', 'incr'),
  'torso-depth': dial('torso/torso-scale-depth', 'decr', 'incr'),
  belly: dial('stomach/stomach-tone', 'incr', 'decr'),
};
