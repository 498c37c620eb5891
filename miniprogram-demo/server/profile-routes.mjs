/** What the server tells users of themselves. */

/**
 * @param {{ users: object, avatars: object }} parts
 * @returns {import('./router.mjs').Route[]}
 */
export function profileRoutes({ users, avatars }) {
  const profileOf = ({ nickname, avatar }) => ({
    nickname,
    avatarPath: avatar === null ? null : `/avatars/${avatar}`,
  });

  return [
    {
      method: 'GET',
      path: '/me',
      access: 'session',
      handle: ({ user }) => ({
        body: { me: { ...profileOf(user), phoneNumber: users.maskedPhoneNumber(user) } },
      }),
    },
    {
      method: 'GET',
      path: '/profile',
      access: 'session',
      needs: ['userInfo'],
      handle: ({ user }) => ({ body: { profile: profileOf(user) } }),
    },
    {
      method: 'GET',
      path: '/membership',
      access: 'session',
      needs: ['userInfo', 'phoneNumber'],
      handle: ({ user }) => ({
        body: {
          membership: {
            ...profileOf(user),
            phoneNumber: users.maskedPhoneNumber(user),
            number: String(user.uid).padStart(8, '0'),
          },
        },
      }),
    },
    {
      method: 'GET',
      path: '/avatars/:name',
      async handle({ params }) {
        const file = await avatars.read(params.name);
        return { file, fields: [['Cache-Control', 'public, max-age=31536000, immutable']] };
      },
    },
  ];
}
