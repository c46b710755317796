// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/read_trace.h"

#include <QFile>
#include <QString>
#include <QTemporaryDir>

namespace streamscope::tests {

/// JSON with ' for ".
inline QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

/// A folder that is gone with the test.
class Files
{
public:
    std::string write(const QByteArray& content, const QString& name = "trace.json")
    {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(content);
        return file.fileName().toStdString();
    }

private:
    QTemporaryDir m_folder;
};

/// A file of this content, read; null if it could not be.
inline trace::TracePointer read(const QByteArray& content)
{
    Files files;
    const auto trace = formats::readTrace(files.write(content));
    return trace ? *trace : nullptr;
}

/// "a[0,10) b[5,9)": all slices, row by row.
inline QString namesAndTimes(const trace::Trace& trace)
{
    QString out;
    for (const trace::Track& track : trace.tracks())
        for (std::size_t i = 0; i < track.size(); ++i)
            out += QString("%1[%2,%3) ")
                       .arg(QString::fromStdString(std::string(trace.name(track.name[i]))))
                       .arg(track.startNs[i])
                       .arg(track.endNs(i));
    return out.trimmed();
}

/// "row: a[0,10) b[5,9)/1; row: …" with the sub-row where it is not the first; in the order the window shows them.
inline QString rows(const trace::Trace& trace)
{
    std::vector<const trace::Track*> order;
    for (const trace::Track& track : trace.tracks())
        order.push_back(&track);
    std::ranges::stable_sort(order, {}, [](const trace::Track* t) { return t->info.sortIndex; });
    QStringList out;
    for (const trace::Track* track : order) {
        QString row = QString::fromStdString(track->info.name) + ":";
        for (std::size_t i = 0; i < track->size(); ++i)
            row += QString(" %1[%2,%3)%4")
                       .arg(QString::fromStdString(std::string(trace.name(track->name[i]))))
                       .arg(track->startNs[i])
                       .arg(track->endNs(i))
                       .arg(track->depth[i] ? "/" + QString::number(track->depth[i]) : QString());
        out << row;
    }
    return out.join("; ");
}

} // namespace streamscope::tests
