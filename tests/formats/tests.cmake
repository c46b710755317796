# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
if(TARGET tst_formats_round_trip)
    find_package(rapidcheck REQUIRED)
    target_link_libraries(tst_formats_round_trip PRIVATE rapidcheck)
    # The same cases everywhere; leave RC_PARAMS out to look for new ones.
    set_tests_properties(formats.round_trip PROPERTIES ENVIRONMENT "RC_PARAMS=seed=1 max_success=300")
endif()

# What is written opens elsewhere: every built-in experiment in every layout, and the recordings converted.
find_package(Python3 COMPONENTS Interpreter)
if(Python3_FOUND AND TARGET streamscope-cli)
    file(GLOB recordings CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/data/h200/*.json.gz")
    add_test(NAME formats.written_files_open_elsewhere
        COMMAND Python3::Interpreter "${CMAKE_SOURCE_DIR}/tests/formats/check_written.py" --of
                $<TARGET_FILE:streamscope-cli> ${recordings})
    set_tests_properties(formats.written_files_open_elsewhere PROPERTIES TIMEOUT 300)
endif()
