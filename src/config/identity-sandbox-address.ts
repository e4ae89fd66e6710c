/** Where the stand-ins for the sign-in providers listen: `front` for browsers, `back` for this process. Null where there are none. */
export abstract class IdentitySandboxAddress {
  abstract readonly front: string | null;
  abstract readonly back: string | null;
}
