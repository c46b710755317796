// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/file_kind.h"

#include "workload/experiment.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cctype>

namespace streamscope::ui {

namespace {

constexpr qint64 beginningBytes = 64 * 1024;

bool isBuiltIn(const std::string& name)
{
    const auto names = workload::Experiment::builtInNames();
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Behind the string that begins at `quote`; the end of the text if it does not end.
qsizetype behindString(const QByteArray& text, qsizetype quote)
{
    qsizetype at = quote + 1;
    while (at < text.size() && text[at] != '"')
        at += text[at] == '\\' ? 2 : 1;
    return std::min(at + 1, text.size());
}

/// Whether the member whose name ends at `at` holds an object: Streamscope's own traces have one of that name.
bool holdsObject(const QByteArray& text, qsizetype at)
{
    while (at < text.size() && (text[at] == ':' || std::isspace(static_cast<unsigned char>(text[at]))))
        ++at;
    return at < text.size() && text[at] == '{';
}

} // namespace

bool saysExperiment(const QByteArray& beginning)
{
    int depth = 0;
    bool keyNext = false; // the next string is a member's name
    for (qsizetype at = beginning.startsWith("\xEF\xBB\xBF") ? 3 : 0; at < beginning.size();) {
        const char c = beginning[at];
        if (c == '"') {
            const qsizetype end = behindString(beginning, at);
            if (depth == 1 && keyNext && beginning.mid(at, end - at) == "\"streamscope\"")
                return !holdsObject(beginning, end);
            keyNext = false;
            at = end;
            continue;
        }
        if (depth == 0 && c != '{' && !std::isspace(static_cast<unsigned char>(c)))
            return false;
        if (c == '{' || c == '[')
            ++depth;
        else if (c == '}' || c == ']')
            --depth;
        if (depth == 1 && (c == '{' || c == ','))
            keyNext = true;
        ++at;
    }
    return false;
}

bool isExperiment(const QString& nameOrPath)
{
    if (isBuiltIn(nameOrPath.toStdString()) ||
        nameOrPath.endsWith(QLatin1String(".streamscope.json"), Qt::CaseInsensitive))
        return true;
    QFile file(nameOrPath);
    return QFileInfo(nameOrPath).isFile() && file.open(QIODevice::ReadOnly) &&
           saysExperiment(file.read(beginningBytes));
}

} // namespace streamscope::ui
