export const geometryUnit = 'mm';
