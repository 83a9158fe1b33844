// The four states of a statement: their words and the signs that say the same without colour.

/** In the order of `policy.STATES`. */
export const STATES = ["not yet taught", "taught, not assessed", "assessed, not secure", "secure"];
export const STATE_SIGNS = ["·", "○", "✕", "✓"];
export const KEY_SIGN = "◆";
