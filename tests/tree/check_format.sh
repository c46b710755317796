#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
# clang-format has nothing to change. usage: check_format.sh ROOT   (77: no clang-format here, the test is skipped)
set -euo pipefail
command -v clang-format >/dev/null || exit 77
cd "$1"
find src ui kernels tests -path tests/data -prune -o \( -name '*.h' -o -name '*.cpp' -o -name '*.cu' -o -name '*.cuh' \) -print0 |
    xargs -0 -P "$(nproc)" -n 20 clang-format --dry-run --Werror
