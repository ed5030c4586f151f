import { createHash } from 'node:crypto'
import { z } from 'zod'

/** A certification as the registers describe it: its numbers in each, and the occupations and subject that they give it. */
export const Certification = z.object({
  label: z.string().min(1),
  certifinfo: z.string().optional(),
  rncp: z.string().optional(),
  rs: z.string().optional(),
  cfd: z.string().optional(),
  nsf: z.string().optional(),
  romes: z.array(z.string()),
  /** The first is what it is mainly about. */
  formacodes: z.array(z.string()),
})
export type Certification = z.infer<typeof Certification>

/** What official files say of codes, as one compact file: see catalogue/import/official-codes.ts for which files. */
export const OfficialCodes = z.object({
  certifications: z.array(Certification),
  formacodes: z.array(z.object({ code: z.string(), label: z.string() })),
})
export type OfficialCodes = z.infer<typeof OfficialCodes>

/** The nomenclature of specialities (NSF, decree 94-522) in everyday words; groups that name nothing ("300 services") are left out. */
export const Speciality = z.object({ code: z.string().regex(/^\d{3}$/), label: z.string().min(1) })
export type Speciality = z.infer<typeof Speciality>

/** What titles say of a speciality where no code is given. */
export const Field = z.object({ nsf: z.string(), said: z.array(z.string().min(1)).min(1) })
export type Field = z.infer<typeof Field>

/** What comes with the product. */
export interface OwnCodes {
  specialities: readonly Speciality[]
  fields: readonly Field[]
}

export const REGISTERS = ['certifinfo', 'cfd', 'rncp', 'rs'] as const
export type Register = (typeof REGISTERS)[number]

/** The graph: from any code to the certifications that bear it, and from a nomenclature to its words. */
export interface Codes {
  /** Changes with any of it. */
  readonly digest: string
  readonly certifications: readonly Certification[]
  readonly fields: readonly Field[]
  bearing(register: Register, code: string): readonly Certification[]
  speciality(nsf: string): string | undefined
  formacode(code: string): string | undefined
}

export function createCodes(own: OwnCodes, official?: OfficialCodes): Codes {
  const { specialities, fields } = own
  const certifications = official?.certifications ?? []
  const formacodes = new Map(official?.formacodes.map(({ code, label }) => [code, label]))
  const labels = new Map(specialities.map(({ code, label }) => [code, label]))
  const byCode = new Map<string, Certification[]>()
  for (const one of certifications) {
    for (const register of REGISTERS) {
      const code = one[register]
      if (code === undefined) continue
      const key = `${register} ${code}`
      const others = byCode.get(key)
      if (others) others.push(one)
      else byCode.set(key, [one])
    }
  }
  return {
    digest: createHash('sha256')
      .update(JSON.stringify([own, official]))
      .digest('base64url'),
    certifications,
    fields,
    bearing: (register, code) => byCode.get(`${register} ${code}`) ?? [],
    speciality: (nsf) => labels.get(nsf),
    formacode: (code) => formacodes.get(code),
  }
}

/**
 * The speciality inside a national code of a diploma (CFD, eight characters: level and kind, NSF, number). Spreadsheets eat its leading zero.
 */
export function specialityIn(cfd: string): string | undefined {
  return /^\w{3}(\d{3})\w{2}$/.exec(cfd.padStart(8, '0'))?.[1]
}
