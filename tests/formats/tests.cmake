# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
if(TARGET tst_formats_round_trip)
    find_package(rapidcheck REQUIRED)
    target_link_libraries(tst_formats_round_trip PRIVATE rapidcheck)
    # The same cases everywhere; leave RC_PARAMS out to look for new ones.
    set_tests_properties(formats.round_trip PROPERTIES ENVIRONMENT "RC_PARAMS=seed=1 max_success=300")
endif()
