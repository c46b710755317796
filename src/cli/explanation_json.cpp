// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/explanation_json.h"

#include "cli/comparison_json.h"
#include "cli/output.h"
#include "session/provenance.h"
#include "words/sentences.h"

#include <fmt/format.h>

#include <optional>

namespace streamscope::cli {

namespace {

using Json = nlohmann::ordered_json;

const char* certaintyText(analysis::Certainty certainty)
{
    switch (certainty) {
    case analysis::Certainty::proved:
        return "proved";
    case analysis::Certainty::likely:
        return "likely";
    case analysis::Certainty::cannotTell:
        return "cannot tell";
    case analysis::Certainty::notAtPlay:
        return "not at play";
    }
    return "";
}

const char* certaintyId(analysis::Certainty certainty)
{
    switch (certainty) {
    case analysis::Certainty::proved:
        return "cli.certainty-proved";
    case analysis::Certainty::likely:
        return "cli.certainty-likely";
    case analysis::Certainty::cannotTell:
        return "cli.certainty-cannot-tell";
    case analysis::Certainty::notAtPlay:
        return "cli.certainty-not-at-play";
    }
    return "";
}

/// `TABLE:rowid` of a slice that came from a database's row, as the first of its arguments says; nothing else has one.
std::optional<std::string> rowOf(const std::vector<std::pair<std::string, std::string>>& arguments)
{
    if (arguments.empty() || arguments.front().first != "row")
        return std::nullopt;
    const Json row = Json::parse(arguments.front().second, nullptr, false);
    const bool isPlace = row.is_string() && row.get<std::string>().find(':') != std::string::npos;
    return isPlace ? std::optional(row.get<std::string>()) : std::nullopt;
}

std::string headlineText(const analysis::Explanation& explanation, const std::string& language)
{
    std::string text = words::sentence(explanation.headline, language);
    if (explanation.tracedNote)
        text += ' ' + words::sentence(*explanation.tracedNote, language);
    return text;
}

/// The slices' ids: rows of a database, else places in `traceEvents`; of several files, of which of them.
Json evidenceJson(const TraceSubject& subject, const std::vector<trace::SliceRef>& evidence, const trace::Trace& trace)
{
    Json ids = Json::array();
    const bool areRows = !evidence.empty() && rowOf(trace.arguments(evidence.front()));
    for (const trace::SliceRef& slice : evidence) {
        const bool looks = areRows || subject.files > 1;
        const auto arguments = looks ? trace.arguments(slice) : std::vector<std::pair<std::string, std::string>>();
        const std::optional<std::string> row = rowOf(arguments);
        if (subject.files > 1 && arguments.size() > 1) // the file, and the place in it
            ids.push_back({{arguments[0].first, Json::parse(arguments[0].second, nullptr, false)},
                           {arguments[1].first, Json::parse(arguments[1].second, nullptr, false)}});
        else
            ids.push_back(row ? Json(*row) : Json(trace.tracks()[slice.track].id[slice.index]));
    }
    return ids;
}

Json sentencesJson(const std::vector<Message>& messages, const std::string& language)
{
    Json sentences = Json::array();
    for (const Message& message : messages)
        sentences.push_back(words::sentence(message, language));
    return sentences;
}

Json findingJson(const TraceSubject& subject, const analysis::Finding& finding, const trace::Trace& trace,
                 const std::string& language)
{
    Json entry;
    entry["cause"] = finding.slug;
    entry["cost_ns"] = finding.costNs;
    entry["cost_is_upper_bound"] = finding.costIsUpperBound;
    entry["saves_ns"] = finding.savesNs ? Json(*finding.savesNs) : Json(nullptr);
    entry["measurable"] = finding.isMeasurable;
    entry["evidence"] = evidenceJson(subject, finding.evidence, trace);
    entry["title"] = words::sentence(finding.title, language);
    entry["text"] = words::sentence(finding.explanation, language);
    entry["try"] = words::sentence(finding.advice, language);
    entry["notes"] = sentencesJson(finding.notes, language);
    entry["certainty"] = certaintyText(finding.certainty);
    return entry;
}

} // namespace

nlohmann::ordered_json explanationJson(const TraceSubject& subject, const trace::Trace& trace,
                                       const analysis::Explanation& explanation, const std::string& language)
{
    Json document;
    document["trace"] = subject.name;
    document["provenance"] = session::provenanceText(subject.provenance);
    const trace::TraceInfo& info = trace.info();
    const Ns makespanNs = info.unprofiledNs >= 0 ? info.unprofiledNs : info.makespanNs;
    const bool simulated = info.provenance == trace::Provenance::simulatedChecked ||
                           info.provenance == trace::Provenance::simulatedUnchecked;
    const Json made = makespanNs >= 0 ? Json(makespanNs) : Json(nullptr);
    const bool traced = !simulated && info.unprofiledNs >= 0 && info.makespanNs >= 0;
    document["metrics"] = {{"makespan_ns", made},
                           {"makespan_spread_ns", makespanNs >= 0 ? Json{makespanNs, makespanNs} : Json(nullptr)},
                           {"traced_makespan_ns", traced ? Json(info.makespanNs) : Json(nullptr)}};
    document["metrics"].update(metricsJson(explanation.metrics));
    document["metrics"].update(limitsJson(subject.run ? *subject.run : analysis::LayoutResult()));
    if (subject.run)
        document["metrics"]["makespan_spread_ns"] = {subject.run->makespanLowNs, subject.run->makespanHighNs};
    document["headline"] = headlineText(explanation, language);
    document["findings"] = Json::array();
    for (const analysis::Finding& finding : explanation.findings)
        document["findings"].push_back(findingJson(subject, finding, trace, language));
    document["unexplained_ns"] = explanation.unexplainedNs;
    document["besides_ns"] = explanation.besidesNs;
    document["besides"] = sentencesJson(explanation.besides, language);
    document["trust"] = {{"lost_records", explanation.trust.lostRecords},
                         {"clock_inversions", explanation.trust.clockInversions},
                         {"profiler_serialised", explanation.trust.profilerSerialised},
                         {"late_records", explanation.trust.lateRecords},
                         {"overlaps_in_stream", explanation.trust.overlapsInStream},
                         {"not_nested", explanation.trust.notNested},
                         {"orphan_flows", explanation.trust.orphanFlows},
                         {"duplicates", explanation.trust.duplicates},
                         {"unknown_records", explanation.trust.unknownRecords},
                         {"malformed_records", explanation.trust.malformedRecords},
                         {"truncated", explanation.trust.truncated}};
    return document;
}

std::string explanationText(const TraceSubject& subject, const analysis::Explanation& explanation,
                            const std::string& language)
{
    const auto say = [&](const Message& message) { return words::sentence(message, language); };
    const analysis::Metrics& m = explanation.metrics;
    std::string text = fmt::format("{} ({})\n{}\n\n", words::escaped(subject.name),
                                   say({provenanceId(subject.provenance), {}}), headlineText(explanation, language));
    text += tableText({{say({"cli.row-operations", {}}), fmt::format("{}", m.gpuOperations)},
                       {say({"cli.row-streams", {}}), fmt::format("{}", m.streams)},
                       {say({"cli.row-span", {}}), words::duration(m.deviceSpanNs)},
                       {say({"cli.column-busy", {}}), words::duration(m.gpuBusyNs)},
                       {say({"cli.column-overlap", {}}), words::duration(m.overlapNs)},
                       {say({"cli.row-idle-host", {}}), words::duration(m.idleHostNs)},
                       {say({"cli.row-idle-dependency", {}}), words::duration(m.idleDependencyNs)},
                       {say({"cli.row-idle-other", {}}), words::duration(m.idleOtherNs)}},
                      true);
    for (const analysis::Finding& finding : explanation.findings) {
        if (finding.certainty == analysis::Certainty::notAtPlay)
            continue;
        text += "\n" + say(finding.title);
        if (finding.costNs > 0)
            text += fmt::format(" — {}{}", finding.costIsUpperBound ? "≤ " : "", words::duration(finding.costNs));
        text += fmt::format(" ({})\n    {}\n", say({certaintyId(finding.certainty), {}}), say(finding.explanation));
        for (const Message& note : finding.notes)
            text += fmt::format("    {}\n", say(note));
        if (!finding.advice.id.empty())
            text += fmt::format("    {}\n", say(finding.advice));
    }
    for (const Message& message : explanation.besides)
        text += "\n" + say(message) + "\n";
    if (explanation.unexplainedNs > 0)
        text += "\n" + say({"cli.unexplained", {words::duration(explanation.unexplainedNs)}}) + "\n";
    return text;
}

} // namespace streamscope::cli
