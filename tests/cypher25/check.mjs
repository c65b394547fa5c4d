// What Neo4j's language support finds in Cypher texts: node check.mjs FOLDER_OF_PACKAGE_JSON < asked > found.
// asked: {schema: {...}, texts: [{name, text, parameters}]}; found: [{name, line, message}], lines from 1.
// Lint.py beside this file makes the one and reads the other.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const VERSION = 'CYPHER 25'
const load = createRequire(join(resolve(process.argv[2]), 'package.json'))
const { lintCypherQuery, testData } = load('@neo4j-cypher/language-support')
// The package carries the functions of a whole server, extensions too; only those of Cypher itself are everywhere
const functions = Object.fromEntries(
  Object.entries(testData.mockSchema.functions[VERSION]).filter(([, one]) => one.isBuiltIn),
)

const asked = JSON.parse(readFileSync(0, 'utf-8'))
const found = asked.texts.flatMap(({ name, text, parameters }) => {
  const schema = {
    ...asked.schema,
    parameters: Object.fromEntries(parameters.map((parameter) => [parameter, ''])),
    functions: { [VERSION]: functions },
    procedures: { [VERSION]: {} },
    defaultLanguage: VERSION,
  }
  const { diagnostics } = lintCypherQuery(text, schema, { consoleCommandsEnabled: false })
  return diagnostics.map(({ range, message }) => ({ name, line: range.start.line + 1, message }))
})
process.stdout.write(JSON.stringify(found))
