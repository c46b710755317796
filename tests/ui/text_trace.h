// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace/trace_builder.h"

#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <map>

namespace streamscope::test {

/// A trace from text, one track a line: "host: launch[0,5)#1 sync[5,90)" or "s1: gemm[10,20)#1 reduce[20,25)". Times in
/// µs. Tracks named host… are host threads, sm… SMs, the others streams. #N is the correlation. The kind follows from
/// the name: gemm, reduce, add, copy, memset, record, wait, launch, sync, work, step and stage (annotations); else
/// another kernel. A line "clock: N" says that 0 µs was N ns by the wall clock, "makespan: N" that it is of a run that
/// took N ns. Lines "1 > 2" say that the operation with correlation 2 waited for 1.
inline trace::TracePointer textTrace(const QString& text)
{
    using trace::SliceKind;
    static const std::map<QString, SliceKind> kinds{{"gemm", SliceKind::kernelMatrixProduct},
                                                    {"reduce", SliceKind::kernelReduction},
                                                    {"add", SliceKind::kernelElementwise},
                                                    {"copy", SliceKind::copyHostToDevice},
                                                    {"memset", SliceKind::memset},
                                                    {"record", SliceKind::eventRecord},
                                                    {"wait", SliceKind::eventWait},
                                                    {"launch", SliceKind::hostSubmit},
                                                    {"sync", SliceKind::hostSync},
                                                    {"work", SliceKind::hostWork},
                                                    {"block", SliceKind::block},
                                                    {"query", SliceKind::hostCall},
                                                    {"step", SliceKind::annotation},
                                                    {"stage", SliceKind::annotation}};
    trace::TraceBuilder builder;
    std::uint32_t id = 0;
    for (const QString& line : text.split('\n', Qt::SkipEmptyParts)) {
        if (line.contains('>')) {
            builder.addDependency(line.section('>', 0, 0).trimmed().toLongLong(),
                                  line.section('>', 1).trimmed().toLongLong());
            continue;
        }
        const QString name = line.section(':', 0, 0).trimmed();
        if (name == u"clock") {
            builder.info().baseTimeNs = line.section(':', 1).trimmed().toLongLong();
            continue;
        }
        if (name == u"makespan") {
            builder.info().makespanNs = line.section(':', 1).trimmed().toLongLong();
            continue;
        }
        trace::TrackInfo info;
        info.name = name.toStdString();
        info.kind = name.startsWith("host") ? trace::TrackKind::hostThread
                    : name.startsWith("sm") ? trace::TrackKind::sm
                                            : trace::TrackKind::stream;
        info.device = info.kind == trace::TrackKind::hostThread ? -1 : 0;
        const auto track = builder.addTrack(info);
        static const QRegularExpression pattern(R"((\w+)\[([\d.]+),([\d.]+)\)(?:#(\d+))?)");
        for (auto all = pattern.globalMatch(line.section(':', 1)); all.hasNext();) {
            const auto match = all.next();
            trace::Slice slice;
            slice.name = builder.intern(match.captured(1).toStdString());
            const auto kind = kinds.find(match.captured(1));
            slice.kind = kind == kinds.end() ? SliceKind::kernelOther : kind->second;
            slice.startNs = Ns(match.captured(2).toDouble() * 1000);
            slice.durationNs = Ns(match.captured(3).toDouble() * 1000) - slice.startNs;
            slice.correlation = match.captured(4).isEmpty() ? -1 : match.captured(4).toLongLong();
            slice.id = id++;
            builder.addSlice(track, slice);
        }
    }
    return builder.finish();
}

} // namespace streamscope::test
