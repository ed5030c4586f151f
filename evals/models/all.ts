import { acts } from './acts.ts'
import { goals } from './goals.ts'
import { misuse } from './misuse.ts'
import type { ModelPlan } from './model-plan.ts'
import { roles } from './roles.ts'
import { stances } from './stances.ts'
import { stories } from './stories.ts'

// A plan is only ever used with its own labels.
export const plans = [acts, goals, misuse, roles, stances, stories] as unknown as readonly ModelPlan[]
