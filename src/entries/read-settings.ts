import { readFileSync } from 'node:fs'
import { readConfig, type Settings } from '../config.ts'

/** The settings of this process, secrets from their files included. Throws ConfigError. */
export const readSettings = (environment = process.env): Settings =>
  readConfig(environment, (path) => readFileSync(path, 'utf8'))
