// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace streamscope::ui {

/// What a card says of one branch, or of one stream of a recording.
struct BranchSummary
{
    QString name;
    std::vector<KindGroup> operations; ///< the first ones, as chips
    qint64 count = 0;                  ///< of all operations
    bool whole = true;                 ///< false: more operations arrive
    int copies = 1;                    ///< branches just like this one

    bool operator==(const BranchSummary&) const = default;
};

/// The branches as cards with a coloured chip an operation. A double click asks for the editor.
class BranchList : public QWidget
{
    Q_OBJECT

public:
    explicit BranchList(QWidget* parent = nullptr);

    void setBranches(std::vector<BranchSummary> branches);

signals:
    void editWanted(int branch);

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();

    QVBoxLayout* m_column;
    std::vector<BranchSummary> m_branches;
};

} // namespace streamscope::ui
