// Cuts the lines of a text with @node-rs/jieba, without its HMM:
// bench-segment.mjs FOLDER_OF_NODE_MODULES FILE. Prints the seconds that took,
// the tokens and the version, as bench-segment.go does.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const [folder, name] = process.argv.slice(2)
const require = createRequire(folder + '/package.json')
const { Jieba } = require('@node-rs/jieba')
const { dict } = require('@node-rs/jieba/dict')

const jieba = Jieba.withDict(dict)
const lines = readFileSync(name, 'utf8').split('\n')
let tokens = 0
const begin = process.hrtime.bigint()
for (const line of lines) tokens += jieba.cut(line, false).length
const seconds = Number(process.hrtime.bigint() - begin) / 1e9
console.log(`${seconds.toFixed(6)}\t${tokens}\t${require('@node-rs/jieba/package.json').version}`)
