# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
# Beside the Qt Tests of this folder: every experiment against the published schema.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME workload.schema COMMAND Python3::Interpreter "${CMAKE_CURRENT_LIST_DIR}/validate_schema.py" "${CMAKE_SOURCE_DIR}")
