#!/bin/sh
# A headless Chromium for the tests of the report page, where one can be installed; elsewhere those
# tests are skipped (never when CI is set: there they fail without a browser).
command -v chromium >/dev/null && command -v chromedriver >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium chromium-driver >/dev/null && exit 0
fi
echo "no browser can be installed here: the tests of the report page are skipped"
