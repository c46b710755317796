// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What the device tests share. They are plain functions in one program, so that a machine with a GPU needs no Qt.
#pragma once

#include "backend/backend.h"
#include "program/program.h"
#include "workload/experiment.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace streamscope::devicetest {

/// One line of the table at the end.
struct Row
{
    std::string what;
    std::string measured;
    std::string wanted;
    bool passed = true;
};

/// Collects rows and prints each as it comes.
class Report
{
public:
    void add(const std::string& what, bool passed, const std::string& measured, const std::string& wanted = "");
    /// Prints the table; the number of failures.
    int finish() const;

private:
    std::vector<Row> m_rows;
};

double median(std::vector<double> values);
double median(const std::vector<Ns>& values);

/// The error as one line for logs.
std::string text(const Error& error);

/// A kernel program with one operation on one stream.
program::Program singleKernel(const std::string& kernel, const std::vector<std::int64_t>& parameters, int times = 1);

Result<program::Program> lowered(const std::string& experiment, const std::string& layout,
                                 const workload::ParameterValues& values);

// The parts; each takes what main() was given after its name.
using Arguments = std::vector<std::string>;
void checkKernels(Report& report, const Arguments& arguments);
void checkFill(Report& report, const Arguments& arguments);
void checkRegisters(Report& report, const Arguments& arguments);
void checkDcka(Report& report, const Arguments& arguments);
void checkTracing(Report& report, const Arguments& arguments);
void measureCeilings(Report& report, const Arguments& arguments);
void measureFidelity(Report& report, const Arguments& arguments);
void measureBare(Report& report, const Arguments& arguments);
void measureTracing(Report& report, const Arguments& arguments);
void measureProfile(Report& report, const Arguments& arguments);
void checkFaults(Report& report, const Arguments& arguments);
void checkContract(Report& report, const Arguments& arguments);

/// Not a part: a process of its own that ends with a fault. Its exit status.
int runOutOfBounds();

} // namespace streamscope::devicetest
