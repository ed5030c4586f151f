import { describe, expect, it } from 'vitest'
import { deskOf, housePhoneOf, serviceMailOf } from './desk.ts'

describe('whom to reach', () => {
  it('is a line of the house, however it is written, and never a mobile number', () => {
    for (const written of [
      '0298964800',
      '02 98 96 48 00',
      '+33 2 98 96 48 00',
      '0033298964800',
      '+33(0)2.98.96.48.00',
    ]) {
      expect(housePhoneOf(written)).toBe('02 98 96 48 00')
    }
    for (const written of ['06 12 34 56 78', '+33 7 12 34 56 78', '12', '', '+32 2 123 45 67']) {
      expect(housePhoneOf(written)).toBeUndefined()
    }
  })

  it('is the mailbox of a service, and never one that may be a person’s', () => {
    for (const written of [
      'contact@cfa.example',
      'ce.0290076a@ac-rennes.fr',
      'Secretariat.CFA@lycee.fr',
      'greta56@ac-rennes.fr',
    ]) {
      expect(serviceMailOf(written)).toBe(written.toLowerCase())
    }
    expect(serviceMailOf('cfabtp@cfa-btp.fr')).toBe('cfabtp@cfa-btp.fr')
    for (const written of [
      'claire.morvan@cfa.fr',
      'cmorvan@cfa.fr',
      'morvan@cfa.fr',
      'contact',
      'a b@c.fr',
      '@cfa.fr',
    ]) {
      expect(serviceMailOf(written)).toBeUndefined()
    }
  })

  it('takes the first of each that may be shown', () => {
    expect(
      deskOf('CFA fictif', {
        phones: ['06 12 34 56 78', undefined, '02 99 00 00 01'],
        emails: ['jean.dupont@cfa.example', 'accueil@cfa.example'],
        addresses: ['non renseigné', 'cfa.example'],
      }),
    ).toEqual({
      organisation: 'CFA fictif',
      phone: '02 99 00 00 01',
      email: 'accueil@cfa.example',
      url: 'https://cfa.example',
    })
  })
})
