FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npx nest build && npm prune --omit=dev --ignore-scripts

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
# As start:prod does: from Node 22 on new objects may otherwise fill 64 MB before they are collected, which is 40 MB more at the peak and no faster.
CMD ["node", "--max-semi-space-size=16", "dist/src/main.js"]
