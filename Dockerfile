# How it is built, run and updated with Docker: docs/operators.md

FROM node:20-slim AS build
WORKDIR /app
# SQLite is compiled where there is no ready-made binary of it for this machine.
RUN apt-get update \
    && apt-get install -y --no-install-recommends g++ make python3 \
    && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json build.ts ./
COPY commands ./commands
COPY src ./src
RUN npm run build && npm prune --omit=dev

FROM node:20-slim
# What fits videos to a server's upload limit.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ffmpeg \
    && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production \
    DATA_DIR=/data \
    STORE_URL=sqlite:///data/flipbook.sqlite \
    HTTP_HOST=0.0.0.0 \
    HTTP_PORT=8080 \
    METRICS_HOST=0.0.0.0
WORKDIR /app
COPY package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# Nothing of the program is its own to change; the data alone is.
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HTTP_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself and no shell or npm before it, so that it hears the signal to stop.
CMD ["node", "dist/main.js"]
