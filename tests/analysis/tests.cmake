# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
# The recordings' metrics by another road: plain Python over the JSON (docs/metrics.md).
find_package(Python3 COMPONENTS Interpreter)
if(Python3_FOUND)
    file(GLOB recordings CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/data/h200/*.json.gz")
    add_test(NAME analysis.metrics_by_another_road
        COMMAND Python3::Interpreter "${CMAKE_SOURCE_DIR}/tests/analysis/check_metrics.py" --against
                $<TARGET_FILE:streamscope-cli> ${recordings})
    set_tests_properties(analysis.metrics_by_another_road PROPERTIES TIMEOUT 300)
endif()

# What is said has words.
foreach(test IN ITEMS tst_analysis_explain tst_analysis_verdict)
    if(TARGET ${test})
        target_link_libraries(${test} PRIVATE streamscope_words)
    endif()
endforeach()
