// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/slice_text.h"

#include "language/language.h"
#include "theme/theme.h"
#include "theme/track_names.h"
#include "words/sentences.h"

namespace streamscope::ui {

QString shortName(std::string_view name)
{
    QString s = text(name);
    if (s.startsWith(u"void "))
        s.remove(0, 5);
    int depth = 0;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < s.size(); ++i) {
        const QChar c = s[i];
        if (c == u'<' && i > begin)
            ++depth;
        else if (c == u'>')
            --depth;
        else if (c == u'(' && depth == 0 && i > begin)
            return s.mid(begin, i - begin).section(u'<', 0, 0);
        else if (c == u':' && depth == 0 && i + 1 < s.size() && s[i + 1] == u':' && i + 2 < s.size() &&
                 !s[i + 2].isSpace())
            begin = i + 2;
    }
    const QString last = s.mid(begin).section(u'<', 0, 0);
    return last.isEmpty() ? s : last;
}

QString bytesText(std::int64_t bytes)
{
    const char* const units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double value = double(bytes);
    int unit = 0;
    for (; value >= 1024 && unit < 5; ++unit)
        value /= 1024;
    const int decimals = unit == 0 || value >= 100 ? 0 : 1;
    return QString("%1 %2").arg(QString::number(value, 'f', decimals), QLatin1String(units[unit]));
}

QString extentText(const std::array<std::int32_t, 3>& extent)
{
    QString result = QString::number(extent[0]);
    const int last = extent[2] > 1 ? 2 : extent[1] > 1 ? 1 : 0;
    for (int i = 1; i <= last; ++i)
        result += QStringLiteral("×") + QString::number(extent[std::size_t(i)]);
    return result;
}

std::vector<std::pair<QString, QString>> SliceText::facts(const trace::Trace& trace, trace::SliceRef ref, Ns originNs)
{
    const trace::Track& track = trace.tracks()[ref.track];
    const std::size_t i = ref.index;
    const trace::OperationDetails& details = trace.details(track.details[i]);
    std::vector<std::pair<QString, QString>> facts;
    facts.emplace_back(tr("name"), text(trace.name(track.name[i])));
    facts.emplace_back(tr("kind"), KindNames::of(track.kind[i]));
    facts.emplace_back(track.info.kind == trace::TrackKind::stream ? tr("stream") : tr("row"),
                       TrackNames::of(trace, track.info));
    facts.emplace_back(tr("start"), instant(track.startNs[i] - originNs));
    facts.emplace_back(tr("duration"), duration(track.durationNs[i]));
    const auto branch = track.branch[i];
    if (branch >= 0 && std::size_t(branch) < trace.info().branches.size())
        facts.emplace_back(tr("branch"), QString::fromStdString(trace.info().branches[std::size_t(branch)]));
    if (details.grid[0] > 0)
        facts.emplace_back(tr("grid × block"),
                           QString("%1 × %2").arg(extentText(details.grid), extentText(details.block)));
    if (details.registersPerThread > 0)
        facts.emplace_back(tr("registers a thread"), QString::number(details.registersPerThread));
    if (const auto shared = std::int64_t(details.staticSharedBytes) + details.dynamicSharedBytes; shared > 0)
        facts.emplace_back(tr("shared memory"), bytesText(shared));
    if (details.bytes > 0) {
        facts.emplace_back(tr("bytes"), bytesText(details.bytes));
        if (track.durationNs[i] > 0) {
            facts.emplace_back(tr("rate"), QString::fromStdString(words::rate(
                                               double(details.bytes) * 1e9 / double(track.durationNs[i]), "B/s")));
        }
    }
    return facts;
}

QString SliceText::tooltip(const trace::Trace& trace, trace::SliceRef slice, Ns originNs)
{
    QString rows;
    const auto all = facts(trace, slice, originNs);
    for (std::size_t i = 1; i < all.size(); ++i)
        rows += QString("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>")
                    .arg(all[i].first.toHtmlEscaped(), all[i].second.toHtmlEscaped());
    QString name = all.front().second;
    if (name.size() > 120)
        name = name.left(119) + QStringLiteral("…");
    return QString("<b>%1</b><table>%2</table>").arg(name.toHtmlEscaped(), rows);
}

QString SliceText::sentence(const trace::Trace& trace, trace::SliceRef ref, Ns originNs)
{
    const trace::Track& track = trace.tracks()[ref.track];
    return tr("%1 on %2, starts at %3, takes %4")
        .arg(text(trace.name(track.name[ref.index])), TrackNames::of(trace, track.info),
             instant(track.startNs[ref.index] - originNs), duration(track.durationNs[ref.index]));
}

} // namespace streamscope::ui
