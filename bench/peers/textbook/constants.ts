export const jwtConstants = {
  secret: process.env.JWT_SECRET ?? '',
  issuer: 'agiza',
  audience: 'agiza-api',
};
