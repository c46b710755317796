# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
# Embeds experiments, profiles, recordings and messages in the programs with the assembler's .incbin, so that a runner
# carried to another machine brings all it needs. base/resources.h reads them.

file(GLOB_RECURSE resource_files CONFIGURE_DEPENDS
    "${CMAKE_SOURCE_DIR}/resources/experiments/*.json" "${CMAKE_SOURCE_DIR}/resources/profiles/*.json"
    "${CMAKE_SOURCE_DIR}/resources/recordings/*" "${CMAKE_SOURCE_DIR}/resources/messages/*.json")
list(SORT resource_files)
set(assembly "    .section .rodata\n")
set(table "")
set(count 0)
foreach(file IN LISTS resource_files)
    file(RELATIVE_PATH name "${CMAKE_SOURCE_DIR}/resources" "${file}")
    string(APPEND assembly "resource_${count}:\n    .incbin \"${file}\"\nresource_${count}_end:\n    .byte 0\n"
        "resource_${count}_name:\n    .asciz \"${name}\"\n")
    string(APPEND table "    .quad resource_${count}_name, resource_${count}, resource_${count}_end\n")
    math(EXPR count "${count} + 1")
endforeach()
string(APPEND assembly "    .section .data.rel.ro, \"aw\"\n    .balign 8\n"
    "    .globl streamscope_resource_table\n    .hidden streamscope_resource_table\nstreamscope_resource_table:\n${table}    .quad 0, 0, 0\n"
    "    .section .note.GNU-stack, \"\", %progbits\n")
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/resources.S" CONTENT "${assembly}" @ONLY)
set_source_files_properties("${CMAKE_BINARY_DIR}/resources.S" PROPERTIES OBJECT_DEPENDS "${resource_files}")
add_library(streamscope_resources STATIC "${CMAKE_BINARY_DIR}/resources.S")
