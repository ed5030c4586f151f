import { buildDigest } from '../build-digest.ts'
import { KeptFigures } from '../explanation/figures.ts'
import { projectRoot, readProject } from './read-project.ts'

/**
 * The figures that are kept, where they were measured on the build that runs: those of another say nothing of it. Looked up when first asked
 * for, since digesting a build takes longer than a start should wait.
 */
export function measuredHere(): () => KeptFigures | undefined {
  let found: { figures: KeptFigures | undefined } | undefined
  return () => {
    found ??= { figures: lookUp() }
    return found.figures
  }
}

function lookUp(): KeptFigures | undefined {
  const kept = readProject('evals/figures.json')
  if (kept === undefined) return undefined
  const figures = KeptFigures.parse(JSON.parse(kept))
  return figures.build === buildDigest(projectRoot) ? figures : undefined
}
