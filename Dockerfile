# An image with awesomelint: docker build --tag awesomelint . && docker run --rm --volume "$PWD:/list" awesomelint README.md
# The dependencies are those of the lock, by their hashes; git is there for --changed.
FROM python:3.13-slim AS build
WORKDIR /source
COPY action/requirements.txt action/
RUN python -m venv /opt/awesomelint \
    && /opt/awesomelint/bin/pip install --no-cache-dir --require-hashes --only-binary=:all: --requirement action/requirements.txt
COPY . .
RUN /opt/awesomelint/bin/pip install --no-cache-dir --no-index --no-deps --no-build-isolation .

FROM python:3.13-slim
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*' \
    && useradd --create-home --uid 1000 reader
COPY --from=build /opt/awesomelint /opt/awesomelint
# Where this image is from, URL@REVISION: its commands and links name that. --build-arg SOURCE=...
ARG SOURCE=""
ENV PATH="/opt/awesomelint/bin:$PATH" AWESOMELINT_SOURCE="$SOURCE" AWESOMELINT_CACHE_DIR=/home/reader/cache
USER 1000
WORKDIR /list
ENTRYPOINT ["awesomelint"]
