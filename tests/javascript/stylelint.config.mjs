// Rules that find faults: what no browser knows, what another line undoes, what nobody can have meant.
const FAULTS = [
  "annotation-no-unknown", "at-rule-no-unknown", "block-no-empty", "color-no-invalid-hex", "comment-no-empty",
  "custom-property-no-missing-var-function", "declaration-block-no-duplicate-custom-properties",
  "declaration-block-no-shorthand-property-overrides", "declaration-property-value-no-unknown", "font-family-no-duplicate-names",
  "font-family-no-missing-generic-family-keyword", "function-calc-no-unspaced-operator", "function-no-unknown",
  "keyframe-block-no-duplicate-selectors", "keyframe-declaration-no-important", "media-feature-name-no-unknown",
  "media-feature-name-value-no-unknown", "media-query-no-invalid", "named-grid-areas-no-invalid", "no-duplicate-at-import-rules",
  "no-duplicate-selectors", "no-empty-source", "no-invalid-double-slash-comments", "no-invalid-position-at-import-rule",
  "no-irregular-whitespace", "no-unknown-animations", "no-unknown-custom-properties", "property-no-unknown",
  "selector-anb-no-unmatchable", "selector-pseudo-class-no-unknown", "selector-pseudo-element-no-unknown",
  "selector-type-no-unknown", "string-no-newline", "unit-no-unknown", "declaration-block-no-duplicate-properties",
];

export default {
  reportDescriptionlessDisables: true,
  reportNeedlessDisables: true,
  rules: {
    ...Object.fromEntries(FAULTS.map((rule) => [rule, true])),
    // a page asks nobody for anything
    "at-rule-disallowed-list": ["import", "font-face"],
    "function-url-scheme-allowed-list": [],
  },
};
