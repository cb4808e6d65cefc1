#if Server && SQLite
  import Isnad
  import IsnadDatabase
  import IsnadPage

  extension Problem {
    /// What is wrong and what to do, for somebody who reads a page. What only a program meets is in English in both
    /// languages.
    func text(_ language: PageLanguage) -> String {
      language == .arabic ? arabic ?? detail : detail
    }

    private var arabic: String? {
      switch code {
      case "bad-parameter": return arabicOfParameter
      case "not-found" where field == "id": return "لا أحد في الأرشيف بهذا العنوان."
      case "not-found" where field == "key": return "لا مقال في الأرشيف بهذا العنوان."
      case "not-found": return "لا صفحة بهذا العنوان."
      case "too-many-requests": return "الخادم مشغول بطلبات أخرى. أعد المحاولة بعد ثانية."
      case "unauthorized": return "هذا الخادم لا يجيب إلا من معه رمزه. اطلبه ممن يديره."
      case "wrong-host": return "ليس هذا اسم الخادم. على من يديره أن يشغله بالخيار --name ومعه هذا الاسم."
      case "internal": return "لم يستطع الخادم أن يجيب، والسبب في سجله."
      default: return nil
      }
    }

    private var arabicOfParameter: String? {
      switch field {
      case "q":
        """
        لا يُفهم هذا البحث. يكون التاريخ يوما أو شهرا أو سنة مثل 2024-05-31 أو 2024-05 أو 2024، ولا يزيد البحث على \
        \(ArchiveQuestion.maxLength) حرف و\(ArchiveQuestion.maxTerms) كلمة.
        """
      case "since", "until": "يكون التاريخ يوما أو شهرا أو سنة مثل 2024-05-31 أو 2024-05 أو 2024."
      case "after", "offset": "هذا الرابط لا يؤدي إلى صفحة تالية. ابدأ البحث من جديد."
      case let name?: "في العنوان جزء لا يُعرف: \(name.printableLine)"
      case nil: nil
      }
    }
  }
#endif
