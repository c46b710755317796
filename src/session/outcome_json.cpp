// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/outcome_json.h"

namespace streamscope::session {

namespace {

template <class T>
void read(const nlohmann::json& document, const char* key, T& value)
{
    const auto found = document.find(key);
    if (found == document.end())
        return;
    if constexpr (std::is_same_v<T, bool>) {
        if (found->is_boolean())
            value = found->get<bool>();
    } else if (found->is_number()) {
        value = found->get<T>();
    }
}

std::vector<double> numbers(const nlohmann::json& list)
{
    std::vector<double> values;
    if (list.is_array())
        for (const nlohmann::json& value : list)
            values.push_back(value.is_number() ? value.get<double>() : 0);
    return values;
}

} // namespace

nlohmann::json outcomeJson(const backend::RunOutcome& outcome)
{
    nlohmann::json results = nlohmann::json::object();
    for (const auto& [name, matrix] : outcome.results)
        results[name] = {{"rows", matrix.rows}, {"columns", matrix.columns}, {"values", matrix.values}};
    return {{"makespan_ns", outcome.makespanNs},
            {"capture_ns", outcome.captureNs},
            {"instantiate_ns", outcome.instantiateNs},
            {"upload_ns", outcome.uploadNs},
            {"results", std::move(results)},
            {"lost_records", outcome.lostRecords},
            {"clock_before_hz", outcome.clockBeforeHz},
            {"clock_after_hz", outcome.clockAfterHz},
            {"throttled", outcome.throttled},
            {"noisy", outcome.noisy},
            {"gated", outcome.gated},
            {"gate_timeouts", outcome.gateTimeouts}};
}

backend::RunOutcome outcomeFromJson(const nlohmann::json& document)
{
    backend::RunOutcome outcome;
    if (!document.is_object())
        return outcome;
    if (const auto list = document.find("makespan_ns"); list != document.end() && list->is_array())
        for (const nlohmann::json& value : *list)
            if (value.is_number_integer())
                outcome.makespanNs.push_back(value.get<Ns>());
    read(document, "capture_ns", outcome.captureNs);
    read(document, "instantiate_ns", outcome.instantiateNs);
    read(document, "upload_ns", outcome.uploadNs);
    read(document, "lost_records", outcome.lostRecords);
    read(document, "clock_before_hz", outcome.clockBeforeHz);
    read(document, "clock_after_hz", outcome.clockAfterHz);
    read(document, "throttled", outcome.throttled);
    read(document, "noisy", outcome.noisy);
    read(document, "gated", outcome.gated);
    read(document, "gate_timeouts", outcome.gateTimeouts);
    if (const auto results = document.find("results"); results != document.end() && results->is_object())
        for (const auto& [name, matrix] : results->items()) {
            backend::Matrix read_;
            if (!matrix.is_object())
                continue;
            read(matrix, "rows", read_.rows);
            read(matrix, "columns", read_.columns);
            read_.values = numbers(matrix.value("values", nlohmann::json()));
            if (read_.rows >= 0 && read_.columns >= 0 &&
                static_cast<std::size_t>(read_.rows * read_.columns) == read_.values.size())
                outcome.results[name] = std::move(read_);
        }
    return outcome;
}

} // namespace streamscope::session
