import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2023, sourceType: "script", globals: { ...globals.browser, vis: "readonly" } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "eqeqeq": "error", "no-var": "error", "prefer-const": ["error", { destructuring: "all" }], "no-eval": "error",
      "no-implied-eval": "error", "no-new-func": "error", "no-shadow": ["error", { allow: ["lines", "field", "found", "list", "place", "number", "said"] }],
      "no-unused-vars": ["error", { args: "after-used", vars: "all", caughtErrors: "none" }],
      "no-control-regex": "off",
      // text goes in as text: nothing of the data may become an element
      "no-restricted-properties": ["error",
        { property: "innerHTML" }, { property: "outerHTML" }, { property: "insertAdjacentHTML" },
        { object: "document", property: "write" }, { object: "document", property: "writeln" }],
      "no-restricted-globals": ["error", "fetch", "XMLHttpRequest", "WebSocket", "EventSource", "localStorage", "sessionStorage"],
    },
  },
];
